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
    select 'payment' as kind, provider_id as v1_id from {{ ref('stg_payment') }}
    union
    select 'payment' as kind, provider_id as v1_id from {{ ref('stg_region_payment_providers') }}
    union
    select 'payment' as kind, provider_id as v1_id from {{ ref('stg_payment_session') }}
    union
    select 'fulfillment' as kind, id as v1_id from {{ ref('stg_fulfillment_provider') }}
    union
    select 'fulfillment' as kind, provider_id as v1_id from {{ ref('stg_shipping_option') }}
    union
    select 'fulfillment' as kind, provider_id as v1_id from {{ ref('stg_fulfillment') }}
    union
    select 'fulfillment' as kind, provider_id as v1_id from {{ ref('stg_region_fulfillment_providers') }}
    union
    select 'tax' as kind, id as v1_id from {{ ref('stg_tax_provider') }}
    union
    select 'tax' as kind, tax_provider_id as v1_id from {{ ref('stg_region') }}
    union
    select 'notification' as kind, id as v1_id from {{ ref('stg_notification_provider') }}
),

final as (
    select
        used.kind,
        used.v1_id,
        coalesce(decided.v2_id, seeded.v2_id, case used.kind
            when 'payment' then 'pp_' || used.v1_id || '_' || used.v1_id
            when 'fulfillment' then used.v1_id || '_' || used.v1_id
            when 'tax' then 'tp_' || used.v1_id || '_' || used.v1_id
            else used.v1_id
        end) as v2_id,
        decided.v2_id is null and seeded.v2_id is null as is_guessed
    from used
    left join seeded on used.kind = seeded.kind and used.v1_id = seeded.v1_id
    left join decided on used.kind = decided.kind and used.v1_id = decided.v1_id
    where used.v1_id is not null
)

select * from final
