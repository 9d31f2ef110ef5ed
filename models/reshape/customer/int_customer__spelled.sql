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

shared as (
    select coalesce(plain_email, '') as plain_email
    from customers
    group by coalesce(plain_email, '')
    having count(*) > 1
),

sharing as (
    select customers.*
    from customers
    inner join shared on coalesce(customers.plain_email, '') = shared.plain_email
),

last_orders as (
    select
        customer_id,
        max(created_at) as ordered_at
    from {{ ref('whole_order') }}
    where customer_id in (select sharing.id from sharing)
    group by customer_id
),

ranked as (
    select
        sharing.*,
        row_number() over (
            partition by sharing.plain_email, sharing.has_account, sharing.deleted_at is null
            order by
                sharing.email = sharing.plain_email desc,
                last_orders.ordered_at desc nulls last,
                sharing.updated_at desc,
                sharing.id asc
        ) as plain_rank,
        row_number() over (
            partition by sharing.email, sharing.has_account, sharing.deleted_at is null
            order by last_orders.ordered_at desc nulls last, sharing.updated_at desc, sharing.id asc
        ) as spelling_rank
    from sharing
    left join last_orders on sharing.id = last_orders.customer_id
),

-- Only of those who share an e-mail somebody comes first.
placed as (
    select
        id,
        email,
        plain_email,
        deleted_at,
        plain_rank,
        spelling_rank
    from ranked
    union all
    select
        customers.id,
        customers.email,
        customers.plain_email,
        customers.deleted_at,
        1 as plain_rank,
        1 as spelling_rank
    from customers
    left join shared on coalesce(customers.plain_email, '') = shared.plain_email
    where shared.plain_email is null
),

final as (
    select
        id,
        nullif(case when plain_rank = 1 or deleted_at is not null then plain_email else email end, '') as email,
        plain_rank = 1 or deleted_at is not null as is_plain,
        plain_rank = 1 or spelling_rank = 1 or deleted_at is not null as is_free
    from placed
)

select * from final
