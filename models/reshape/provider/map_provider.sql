{#- v1 provider id to v2 provider id, per kind. v2 builds its ids from the provider's identifier and the
    id chosen in medusa-config.ts; seeds/provider_map.csv holds the known ones, the *_provider_map
    settings win, any other id x follows v2's own pattern. -#}
with seeded as (
    select * from {{ ref('provider_map') }}
),

decided as (
    {% for kind in ['payment', 'fulfillment', 'tax', 'notification'] %}
    select
        '{{ kind }}' as kind,
        key as v1_id,
        value as v2_id
    from jsonb_each_text('{{ var(kind ~ "_provider_map") | tojson }}'::jsonb)
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

used as (
    select 'payment' as kind, id as v1_id from {{ ref('stg_payment_provider') }}
    union
    select 'payment' as kind, provider_id as v1_id from {{ ref('whole_payment') }}
    group by provider_id
    union
    select 'payment' as kind, provider_id as v1_id from {{ ref('stg_region_payment_providers') }}
    union
    select 'payment' as kind, provider_id as v1_id from {{ ref('whole_payment_session') }}
    group by provider_id
    union
    select 'fulfillment' as kind, id as v1_id from {{ ref('stg_fulfillment_provider') }}
    union
    select 'fulfillment' as kind, provider_id as v1_id from {{ ref('stg_shipping_option') }}
    union
    select 'fulfillment' as kind, provider_id as v1_id from {{ ref('whole_fulfillment') }}
    group by provider_id
    union
    select 'fulfillment' as kind, provider_id as v1_id from {{ ref('stg_region_fulfillment_providers') }}
    union
    select 'tax' as kind, id as v1_id from {{ ref('stg_tax_provider') }}
    union
    select 'tax' as kind, tax_provider_id as v1_id from {{ ref('stg_region') }}
    union
    select 'notification' as kind, id as v1_id from {{ ref('stg_notification_provider') }}
),

-- v2's links hold 255 characters.
named as (
    select
        kind,
        v1_id,
        case when length(v1_id) > 100 then left(v1_id, 60) || md5(v1_id) else v1_id end as name
    from used
    where v1_id is not null
),

final as (
    select
        named.kind,
        named.v1_id,
        coalesce(decided.v2_id, seeded.v2_id, case named.kind
            when 'payment' then 'pp_' || named.name || '_' || named.name
            when 'fulfillment' then named.name || '_' || named.name
            when 'tax' then 'tp_' || named.name || '_' || named.name
            else named.name
        end) as v2_id,
        decided.v2_id is null and seeded.v2_id is null as is_guessed
    from named
    left join seeded on named.kind = seeded.kind and named.v1_id = seeded.v1_id
    left join decided on named.kind = decided.kind and named.v1_id = decided.v1_id
)

select * from final
