{#- Providers that the target does not run yet, and those whose v2 id is only a guess. -#}
with providers as (
    select * from {{ ref('int_provider__collapsed') }}
),

final as (
    select
        'info' as severity,
        'provider_id_guessed' as rule,
        kind || '_provider' as v1_table,
        v1_id,
        v1_id || ' becomes ' || v2_id as detail
    from providers
    where is_guessed
    union all
    select
        'changed' as severity,
        'provider_not_installed' as rule,
        kind || '_provider' as v1_table,
        v1_id,
        v1_id || ' is ' || v2_id || ' in v2, which is not registered there' as detail
    from providers
    where not is_enabled
)

select * from final
