{#- Which e-mail a customer gets. v2 compares e-mails letter by letter, so they are lower-cased. Where that makes
    two live customers collide, one gets the lower-case e-mail: the one that has it already (the only one v1
    could log in), else the one with the newest order; the others keep their spelling. is_free is false for a row
    that v1's own unique index should have refused. -#}
with customers as (
    select
        id,
        email,
        has_account,
        updated_at,
        deleted_at,
        lower(trim(email)) as plain_email
    from {{ ref('stg_customer') }}
),

last_orders as (
    select
        customer_id,
        max(created_at) as ordered_at
    from {{ ref('whole_order') }}
    group by customer_id
),

ranked as (
    select
        customers.*,
        row_number() over (
            partition by customers.plain_email, customers.has_account, customers.deleted_at is null
            order by
                customers.email = customers.plain_email desc,
                last_orders.ordered_at desc nulls last,
                customers.updated_at desc,
                customers.id asc
        ) as plain_rank,
        row_number() over (
            partition by customers.email, customers.has_account, customers.deleted_at is null
            order by last_orders.ordered_at desc nulls last, customers.updated_at desc, customers.id asc
        ) as spelling_rank
    from customers
    left join last_orders on customers.id = last_orders.customer_id
),

final as (
    select
        id,
        nullif(case when plain_rank = 1 or deleted_at is not null then plain_email else email end, '') as email,
        plain_rank = 1 or deleted_at is not null as is_plain,
        plain_rank = 1 or spelling_rank = 1 or deleted_at is not null as is_free
    from ranked
)

select * from final
