{#- Each redemption with the tax it saved. v1 adds the taxes of an order's cards up one by one and rounds the
    sum each time, so a card's own part is the step between two sums. -#}
with recursive transactions as (
    select
        transactions.*,
        row_number() over (partition by transactions.order_id order by transactions.created_at, transactions.id) as position,
        coalesce(
            case
                when transactions.is_taxable is not null then transactions.tax_rate
                when regions.gift_cards_taxable then coalesce(transactions.tax_rate, regions.tax_rate)
                else transactions.tax_rate
            end::text::double precision / 100, 0
        ) as rate
    from {{ ref('stg_gift_card_transaction') }} as transactions
    inner join {{ ref('int_order__gathered') }} as orders on transactions.order_id = orders.order_id
    left join {{ ref('stg_region') }} as regions on orders.region_id = regions.id
),

added as (
    select
        id,
        order_id,
        position,
        amount,
        0::double precision as tax_before,
        floor(amount * rate + 0.5) as tax_so_far
    from transactions
    where position = 1
    union all
    select
        transactions.id,
        transactions.order_id,
        transactions.position,
        transactions.amount,
        added.tax_so_far as tax_before,
        floor(added.tax_so_far + transactions.amount * transactions.rate + 0.5) as tax_so_far
    from added
    inner join transactions on added.order_id = transactions.order_id and added.position + 1 = transactions.position
),

final as (
    select
        id as gift_card_transaction_id,
        order_id,
        amount::numeric as amount,
        (tax_so_far - tax_before)::numeric as tax_amount
    from added
)

select * from final
