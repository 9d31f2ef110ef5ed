{#- The orders v2 will hold: v1's orders, and the drafts nobody has completed, which in v1 are carts. With
    each the few facts that decide what its lines cost. A tax_rate of 0 means none to v1, and of several
    discounts v1 counts one: the first that is not free shipping. -#}
with orders as (
    select * from {{ ref('stg_order') }}
    where currency_code is not null
),

-- A cart holds one draft, says v1's own index.
drafts as (
    select distinct on (cart_id) * from {{ ref('stg_draft_order') }}
    where order_id is null and status <> 'completed'
    order by cart_id, created_at, id
),

carts as (
    select * from {{ ref('stg_cart') }}
),

regions as (
    select * from {{ ref('stg_region') }}
),

currency_units as (
    select * from {{ ref('map_currency_unit') }}
),

discounts as (
    select
        discounts.id,
        rules.type = 'free_shipping' as is_free_shipping
    from {{ ref('stg_discount') }} as discounts
    inner join {{ ref('stg_discount_rule') }} as rules on discounts.rule_id = rules.id
),

gathered as (
    select
        id as order_id,
        'order' as v1_table,
        null as cart_id,
        region_id,
        customer_id,
        shipping_address_id,
        billing_address_id,
        lower(trim(currency_code)) as currency_code,
        case when tax_rate > 0 and tax_rate < 'Infinity' then tax_rate::text::numeric end as tax_rate,
        status in ('pending', 'requires_action') as is_open,
        created_at,
        updated_at
    from orders
    union all
    select
        drafts.id as order_id,
        'draft_order' as v1_table,
        carts.id as cart_id,
        carts.region_id,
        carts.customer_id,
        carts.shipping_address_id,
        carts.billing_address_id,
        lower(trim(regions.currency_code)) as currency_code,
        null as tax_rate,
        drafts.canceled_at is null as is_open,
        drafts.created_at,
        drafts.updated_at
    from drafts
    inner join carts on drafts.cart_id = carts.id
    inner join regions on carts.region_id = regions.id
    where regions.currency_code is not null
),

discounted as (
    select
        uses.order_id,
        uses.discount_id,
        discounts.is_free_shipping,
        count(*) over (partition by uses.order_id, discounts.is_free_shipping) as uses
    from (
        select
            order_id,
            discount_id
        from {{ ref('stg_order_discounts') }}
        union all
        select
            gathered.order_id,
            cart_discounts.discount_id
        from {{ ref('stg_cart_discounts') }} as cart_discounts
        inner join gathered on cart_discounts.cart_id = gathered.cart_id
    ) as uses
    inner join discounts on uses.discount_id = discounts.id
),

-- Only to choose among several discounts: the one that has taken something off.
applied as (
    select distinct
        discounted.order_id,
        discounted.discount_id
    from discounted
    inner join {{ ref('stg_line_item') }} as line_items on discounted.order_id = line_items.order_id
    inner join {{ ref('stg_line_item_adjustment') }} as adjustments
        on line_items.id = adjustments.item_id and discounted.discount_id = adjustments.discount_id
    where discounted.uses > 1 and not discounted.is_free_shipping
),

counted as (
    select distinct on (discounted.order_id)
        discounted.order_id,
        discounted.discount_id,
        discounted.uses
    from discounted
    left join applied on discounted.order_id = applied.order_id and discounted.discount_id = applied.discount_id
    where not discounted.is_free_shipping
    order by discounted.order_id, applied.discount_id is null, discounted.discount_id
),

free_shipping as (
    select distinct order_id from discounted
    where is_free_shipping
),

final as (
    select
        gathered.*,
        currency_units.factor,
        counted.discount_id,
        coalesce(counted.uses, 0) as counted_discounts,
        free_shipping.order_id is not null as has_free_shipping,
        gathered.v1_table = 'draft_order' and coalesce(regions.automatic_taxes, true) as wants_tax_lines
    from gathered
    inner join currency_units on gathered.currency_code = currency_units.code
    left join regions on gathered.region_id = regions.id
    left join counted on gathered.order_id = counted.order_id
    left join free_shipping on gathered.order_id = free_shipping.order_id
)

select * from final
