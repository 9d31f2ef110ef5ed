{#- The v1 lines that become order lines, the v2 order that owns each, and what each costs, twice: as v1's
    calculator says (floating point, tax rounded per line and rate) and as v2's will (exact). v1's integers.
    discount_id is the one discount v1 counts on the line; amounts of any other are ignored, as v1 does. -#}
with orders as (
    select * from {{ ref('int_order__gathered') }}
),

-- v1 forbids quantities below one, v2 drops such lines with the next change of the order.
line_items as (
    select * from {{ ref('stg_line_item') }}
    where quantity > 0 and not coalesce(is_return, false)
),

swaps as (
    select * from {{ ref('stg_swap') }}
    where confirmed_at is not null and canceled_at is null and deleted_at is null
),

claims as (
    select * from {{ ref('stg_claim_order') }}
    where canceled_at is null and deleted_at is null
),

-- Goods of swaps, claims and open drafts: few, so the many lines of orders join them once, by their own id.
additional as (
    select
        line_items.id,
        'swap' as role,
        swaps.order_id,
        null::numeric as tax_rate
    from {{ ref('stg_line_item') }} as line_items
    inner join swaps on line_items.swap_id = swaps.id
    where line_items.order_id is null
    union all
    select
        line_items.id,
        'claim' as role,
        claims.order_id,
        null::numeric as tax_rate
    from {{ ref('stg_line_item') }} as line_items
    inner join claims on line_items.claim_order_id = claims.id
    where line_items.order_id is null and line_items.swap_id is null
    union all
    select
        line_items.id,
        'draft' as role,
        drafts.order_id,
        product_rates.rate as tax_rate
    from {{ ref('stg_line_item') }} as line_items
    inner join {{ ref('int_order__gathered') }} as drafts on line_items.cart_id = drafts.cart_id
    left join {{ ref('stg_product_variant') }} as variants on line_items.variant_id = variants.id
    left join {{ ref('int_product__tax_rates') }} as product_rates
        on drafts.wants_tax_lines and drafts.region_id = product_rates.region_id and variants.product_id = product_rates.product_id
    where
        line_items.order_id is null
        and line_items.swap_id is null
        and line_items.claim_order_id is null
        and line_items.order_edit_id is null
),

adjustments as (
    select
        item_id,
        discount_id,
        sum(amount) as amount,
        sum(amount::double precision) as float_amount
    from {{ ref('stg_line_item_adjustment') }}
    where amount > '-Infinity' and amount < 'Infinity'
    group by item_id, discount_id
),

tax_lines as (
    select
        item_id,
        sum(rate_percent) as tax_rate,
        array_agg(rate_percent::double precision / 100 order by id) as float_rates,
        sum(rate_percent::double precision / 100 order by id) as float_rate
    from {{ ref('stg_line_item_tax_line') }}
    where rate_percent is not null
    group by item_id
),

requested as (
    select
        lines.v2_id as line_item_id,
        sum(return_items.quantity) as quantity,
        -- What v1 had already settled when the exchange or replacement was made.
        sum(return_items.quantity) filter (where swaps.id is not null or claims.type = 'replace') as settled_quantity
    from {{ ref('stg_return_item') }} as return_items
    inner join {{ ref('stg_return') }} as returns on return_items.return_id = returns.id
    inner join {{ ref('map_line_item') }} as lines on return_items.item_id = lines.v1_id
    left join swaps on returns.swap_id = swaps.id
    left join claims on returns.claim_order_id = claims.id
    where returns.status = 'requested' and return_items.quantity > 0
    group by lines.v2_id
),

claimed as (
    select
        lines.v2_id as line_item_id,
        sum(claim_items.quantity) as quantity
    from {{ ref('stg_claim_item') }} as claim_items
    inner join claims on claim_items.claim_order_id = claims.id
    inner join {{ ref('map_line_item') }} as lines on claim_items.item_id = lines.v1_id
    where claim_items.deleted_at is null and claim_items.quantity > 0
    group by lines.v2_id
),

owned as (
    select
        line_items.id as line_item_id,
        coalesce(additional.role, 'order') as role,
        orders.order_id,
        case when additional.role = 'swap' then line_items.swap_id end as swap_id,
        case when additional.role = 'claim' then line_items.claim_order_id end as claim_order_id,
        line_items.created_at,
        line_items.updated_at,
        line_items.quantity::numeric as quantity,
        least(greatest(coalesce(line_items.fulfilled_quantity, 0), 0), line_items.quantity)::numeric as fulfilled_quantity,
        least(greatest(coalesce(line_items.shipped_quantity, 0), 0), line_items.quantity)::numeric as shipped_quantity,
        least(greatest(coalesce(line_items.returned_quantity, 0), 0), line_items.quantity)::numeric as returned_quantity,
        line_items.unit_price::numeric as unit_price,
        line_items.is_tax_inclusive,
        case when line_items.allow_discounts then orders.discount_id end as discount_id,
        orders.tax_rate as order_tax_rate,
        orders.factor,
        additional.tax_rate as region_tax_rate
    from line_items
    left join additional on line_items.id = additional.id
    inner join orders on coalesce(line_items.order_id, additional.order_id) = orders.order_id
),

priced as (
    select
        owned.*,
        coalesce(counted.amount, 0) + coalesce(custom.amount, 0) as discount,
        coalesce(counted.float_amount, 0) + coalesce(custom.float_amount, 0) as v1_discount,
        case
            when owned.order_tax_rate is not null then 'order'
            when tax_lines.item_id is not null then 'line'
            when owned.region_tax_rate is not null then 'region'
        end as tax_source,
        coalesce(owned.order_tax_rate, tax_lines.tax_rate, owned.region_tax_rate, 0) as tax_rate,
        case
            when owned.order_tax_rate is not null then array[owned.order_tax_rate::double precision / 100]
            when tax_lines.item_id is not null then tax_lines.float_rates
            else array[owned.region_tax_rate::double precision / 100]
        end as float_rates,
        coalesce(
            owned.order_tax_rate::double precision / 100, tax_lines.float_rate, owned.region_tax_rate::double precision / 100, 0
        ) as float_rate
    from owned
    left join adjustments as counted on owned.line_item_id = counted.item_id and owned.discount_id = counted.discount_id
    left join adjustments as custom on owned.line_item_id = custom.item_id and custom.discount_id is null
    left join tax_lines on owned.line_item_id = tax_lines.item_id
),

-- v1 takes the tax out of an inclusive price per unit, rounded.
netted as (
    select
        *,
        (
            unit_price::double precision
            - case
                when is_tax_inclusive
                    then floor(float_rate * unit_price::double precision / (1 + float_rate) + 0.5)
                else 0
            end
        ) * quantity::double precision as v1_base,
        case when tax_source = 'order' then floor(v1_discount + 0.5) else v1_discount end as v1_taxed_discount
    from priced
),

final as (
    select
        netted.line_item_id,
        netted.role,
        netted.order_id,
        netted.swap_id,
        netted.claim_order_id,
        netted.created_at,
        netted.updated_at,
        netted.quantity,
        netted.fulfilled_quantity,
        netted.shipped_quantity,
        netted.returned_quantity,
        least(coalesce(requested.quantity, 0), greatest(netted.fulfilled_quantity - netted.returned_quantity, 0)) as requested_quantity,
        least(
            coalesce(requested.settled_quantity, 0), greatest(netted.fulfilled_quantity - netted.returned_quantity, 0)
        ) as settled_quantity,
        least(coalesce(claimed.quantity, 0), netted.quantity) as written_off_quantity,
        netted.unit_price,
        netted.is_tax_inclusive,
        netted.discount_id,
        netted.discount,
        netted.tax_source,
        netted.tax_rate,
        netted.factor,
        netted.v1_discount,
        case
            when netted.is_tax_inclusive and coalesce(netted.tax_source, '') <> 'order'
                then netted.unit_price::double precision * netted.quantity::double precision - taxes.original_tax
            else netted.v1_base
        end as v1_subtotal,
        taxes.tax as v1_tax,
        case
            when netted.is_tax_inclusive
                then netted.unit_price * netted.quantity - netted.discount * (1 + netted.tax_rate * 0.01)
            else (netted.unit_price * netted.quantity - netted.discount) * (1 + netted.tax_rate * 0.01)
        end as v2_total
    from netted
    cross join
        lateral (
            select
                coalesce(sum(floor((netted.v1_base - netted.v1_taxed_discount) * rates.rate + 0.5)), 0) as tax,
                coalesce(sum(floor(netted.v1_base * rates.rate + 0.5)), 0) as original_tax
            from unnest(netted.float_rates) as rates (rate)
        ) as taxes
    left join requested on netted.line_item_id = requested.line_item_id
    left join claimed on netted.line_item_id = claimed.line_item_id
)

select * from final
