{#- Every v1 price with all that decides about it: variant, region, list, v2's currency and unit, whether
    v1 took it for tax inclusive, and whether v1 still used it. A price of a region is in the region's
    currency, whatever the row says. Before 1.16 the variant stands in the price itself. -#}
with money_amounts as (
    select
        *,
        lower(trim(currency_code)) as own_currency_code
    from {{ ref('stg_money_amount') }}
    where amount is not null
),

links as (
    select distinct on (money_amount_id)
        money_amount_id,
        variant_id,
        deleted_at
    from {{ ref('stg_product_variant_money_amount') }}
    order by money_amount_id asc, deleted_at desc nulls first, id asc
),

variants as (
    select * from {{ ref('v2_product_variant') }}
),

regions as (
    select
        *,
        lower(trim(currency_code)) as region_currency_code
    from {{ ref('stg_region') }}
),

currencies as (
    select
        lower(trim(code)) as code,
        bool_or(is_tax_inclusive) as is_tax_inclusive
    from {{ ref('stg_currency') }}
    group by lower(trim(code))
),

price_lists as (
    select * from {{ ref('v2_price_list') }}
),

inclusive_lists as (
    select id from {{ ref('stg_price_list') }}
    where is_tax_inclusive
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

linked as (
    select
        money_amounts.*,
        coalesce(links.variant_id, money_amounts.variant_id) as priced_variant_id,
        links.deleted_at as unlinked_at
    from money_amounts
    left join links on money_amounts.id = links.money_amount_id
),

placed as (
    select
        linked.id,
        linked.v1_id,
        variants.id as variant_id,
        variants.product_id,
        linked.price_list_id,
        linked.region_id,
        linked.own_currency_code,
        coalesce(regions.region_currency_code, linked.own_currency_code) as currency_code,
        linked.amount as v1_amount,
        trim_scale(linked.amount * units.factor) as amount,
        -- v1 reads 0 as "no bound", v2 would read a maximum of 0 as "at most 0".
        case when linked.min_quantity <> 0 then greatest(linked.min_quantity, 1) end as min_quantity,
        nullif(linked.max_quantity, 0) as max_quantity,
        inclusive_lists.id is not null
        or coalesce(regions.is_tax_inclusive and regions.deleted_at is null, false)
        or coalesce(currencies.is_tax_inclusive, false) as is_tax_inclusive,
        linked.created_at,
        linked.updated_at,
        coalesce(
            linked.deleted_at, linked.unlinked_at, price_lists.deleted_at, regions.deleted_at, variants.deleted_at
        ) as deleted_at,
        -- v1 forgets the region of a price when the region is deleted, not the price: it still counts
        -- for the other regions of that currency.
        coalesce(linked.deleted_at, linked.unlinked_at, price_lists.deleted_at, variants.deleted_at) is null as is_used
    from linked
    inner join variants on linked.priced_variant_id = variants.id
    left join regions on linked.region_id = regions.id
    left join currencies on linked.own_currency_code = currencies.code
    left join price_lists on linked.price_list_id = price_lists.id
    left join inclusive_lists on linked.price_list_id = inclusive_lists.id
    inner join units on coalesce(regions.region_currency_code, linked.own_currency_code) = units.code
    where
        (linked.region_id is null or regions.id is not null)
        and (linked.price_list_id is null or price_lists.id is not null)
),

ranked as (
    select
        *,
        row_number() over (
            partition by
                variant_id, price_list_id, region_id, own_currency_code, min_quantity, max_quantity, is_used
            order by amount, id
        ) as place
    from placed
),

final as (
    select
        id,
        v1_id,
        variant_id,
        product_id,
        price_list_id,
        region_id,
        own_currency_code,
        currency_code,
        v1_amount,
        amount,
        min_quantity,
        max_quantity,
        is_tax_inclusive,
        created_at,
        updated_at,
        deleted_at,
        is_used and place = 1 as is_used,
        is_used and place > 1 as is_duplicate
    from ranked
)

select * from final
