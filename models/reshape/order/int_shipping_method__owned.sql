{#- The v1 shipping methods that become methods of a v2 order: its own, and those of its returns, active
    swaps and claims. With each what v1 counts of it (only the order's own ones) and what v2 will.
    is_expected: of a return whose goods are on their way, and whose refund v1 will reduce by this. -#}
with orders as (
    select * from {{ ref('int_order__gathered') }}
),

shipping_methods as (
    select * from {{ ref('stg_shipping_method') }}
),

returns as (
    select
        returns.id,
        coalesce(returns.order_id, swaps.order_id, claims.order_id) as order_id,
        returns.created_at,
        returns.updated_at,
        case when returns.status = 'canceled' then returns.updated_at end as deleted_at,
        returns.status = 'requested' and claims.id is null and swaps.confirmed_at is null as is_expected
    from {{ ref('stg_return') }} as returns
    left join {{ ref('stg_swap') }} as swaps on returns.swap_id = swaps.id
    left join {{ ref('stg_claim_order') }} as claims on returns.claim_order_id = claims.id
),

swaps as (
    select * from {{ ref('stg_swap') }}
    where confirmed_at is not null and canceled_at is null and deleted_at is null
),

claims as (
    select * from {{ ref('stg_claim_order') }}
    where canceled_at is null and deleted_at is null
),

-- One line per possible owner of a method; v1 looks at them in this order.
owners as (
    select
        'return' as role,
        id,
        order_id,
        created_at,
        updated_at,
        deleted_at,
        is_expected
    from returns
    union all
    select
        'swap' as role,
        id,
        order_id,
        confirmed_at as created_at,
        updated_at,
        null as deleted_at,
        false as is_expected
    from swaps
    union all
    select
        'claim' as role,
        id,
        order_id,
        created_at,
        updated_at,
        null as deleted_at,
        false as is_expected
    from claims
    union all
    select
        'order' as role,
        id,
        id as order_id,
        created_at,
        updated_at,
        null as deleted_at,
        false as is_expected
    from {{ ref('stg_order') }}
    union all
    select
        'draft' as role,
        orders.cart_id as id,
        orders.order_id,
        carts.created_at,
        carts.updated_at,
        null as deleted_at,
        false as is_expected
    from orders
    inner join {{ ref('stg_cart') }} as carts on orders.cart_id = carts.id
),

addressed as (
    select
        *,
        case
            when return_id is not null then 'return'
            when swap_id is not null then 'swap'
            when claim_order_id is not null then 'claim'
            when order_id is not null then 'order'
            else 'draft'
        end as role,
        coalesce(return_id, swap_id, claim_order_id, order_id, cart_id) as owner_id
    from shipping_methods
),

tax_lines as (
    select
        tax_lines.shipping_method_id,
        sum(tax_lines.rate_percent) as tax_rate,
        floor(sum(
            case
                when shipping_methods.is_tax_inclusive
                    then
                        (tax_lines.rate_percent::double precision / 100) * shipping_methods.price
                        / (1 + tax_lines.rate_percent::double precision / 100)
                else shipping_methods.price * (tax_lines.rate_percent::double precision / 100)
            end
            order by tax_lines.id
        ) + 0.5) as v1_tax
    from {{ ref('stg_shipping_method_tax_line') }} as tax_lines
    inner join shipping_methods on tax_lines.shipping_method_id = shipping_methods.id
    where tax_lines.rate_percent is not null
    group by tax_lines.shipping_method_id
),

option_rates as (
    select * from {{ ref('int_shipping_option__tax_rates') }}
),

owned as (
    select
        addressed.id as shipping_method_id,
        addressed.role,
        orders.order_id,
        addressed.return_id,
        case when addressed.role = 'swap' then addressed.swap_id end as exchange_id,
        case when addressed.role = 'claim' then addressed.claim_order_id end as claim_id,
        owners.created_at,
        owners.updated_at,
        owners.deleted_at,
        owners.is_expected,
        orders.factor,
        orders.is_open,
        addressed.price::numeric as price,
        orders.has_free_shipping and addressed.role in ('order', 'draft') as is_free,
        -- v1 knows no inclusive shipping on orders that carry one tax rate of their own.
        addressed.is_tax_inclusive and orders.tax_rate is null as is_tax_inclusive,
        case
            when orders.tax_rate is not null then 'order'
            when tax_lines.shipping_method_id is not null then 'method'
            when option_rates.rate is not null then 'region'
        end as tax_source,
        coalesce(orders.tax_rate, tax_lines.tax_rate, option_rates.rate, 0) as tax_rate,
        case
            when orders.tax_rate is not null
                then floor(addressed.price * (orders.tax_rate::double precision / 100) + 0.5)
            when tax_lines.shipping_method_id is not null
                then tax_lines.v1_tax
            when addressed.is_tax_inclusive
                then floor(
                    (option_rates.rate::double precision / 100) * addressed.price
                    / (1 + option_rates.rate::double precision / 100) + 0.5
                )
            else floor(addressed.price * (option_rates.rate::double precision / 100) + 0.5)
        end as v1_tax
    from addressed
    inner join owners on addressed.role = owners.role and addressed.owner_id = owners.id
    inner join orders on owners.order_id = orders.order_id
    left join tax_lines on addressed.id = tax_lines.shipping_method_id
    left join option_rates
        on
            orders.wants_tax_lines
            and addressed.shipping_option_id = option_rates.shipping_option_id
            and orders.region_id = option_rates.region_id
),

final as (
    select
        shipping_method_id,
        role,
        order_id,
        return_id,
        exchange_id,
        claim_id,
        created_at,
        updated_at,
        deleted_at,
        is_expected,
        is_open,
        factor,
        price,
        is_free,
        case when is_free then 0 else price end as charged,
        is_tax_inclusive,
        tax_source,
        tax_rate,
        case
            when is_free then 0
            when is_tax_inclusive then price::double precision - coalesce(v1_tax, 0)
            else price::double precision
        end as v1_subtotal,
        case when is_free then 0 else coalesce(v1_tax, 0) end as v1_tax,
        case
            when is_free or deleted_at is not null then 0
            when is_tax_inclusive then price
            else price * (1 + tax_rate * 0.01)
        end as v2_total
    from owned
)

select * from final
