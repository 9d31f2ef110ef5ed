-- Must never happen: an option without both rules, a flat one without exactly one price, or one whose location serves no
-- sales channel: shops would not find it, or could not sell it.
with rules as (
    select
        shipping_option_id,
        count(*) filter (where attribute in ('is_return', 'enabled_in_store')) as rule_count
    from {{ ref('v2_shipping_option_rule') }}
    group by shipping_option_id
),

prices as (
    select
        links.shipping_option_id,
        count(*) as price_count
    from {{ ref('v2_shipping_option_price_set') }} as links
    inner join {{ ref('v2_price_set') }} as price_sets on links.price_set_id = price_sets.id
    inner join {{ ref('v2_price') }} as prices on price_sets.id = prices.price_set_id
    group by links.shipping_option_id
),

served as (
    select distinct zones.id as service_zone_id
    from {{ ref('v2_service_zone') }} as zones
    inner join {{ ref('v2_location_fulfillment_set') }} as sets on zones.fulfillment_set_id = sets.fulfillment_set_id
    inner join {{ ref('v2_sales_channel_stock_location') }} as links on sets.stock_location_id = links.stock_location_id
    where links.deleted_at is null
)

select options.id
from {{ ref('v2_shipping_option') }} as options
left join rules on options.id = rules.shipping_option_id
left join prices on options.id = prices.shipping_option_id
left join served on options.service_zone_id = served.service_zone_id
where
    rules.rule_count is distinct from 2
    or (options.price_type = 'flat' and prices.price_count is distinct from 1)
    or served.service_zone_id is null
