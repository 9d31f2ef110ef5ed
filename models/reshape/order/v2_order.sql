with gathered as (
    select * from {{ ref('int_order__gathered') }}
),

orders as (
    select * from {{ ref('stg_order') }}
),

drafts as (
    select * from {{ ref('stg_draft_order') }}
),

carts as (
    select * from {{ ref('stg_cart') }}
),

address_ids as (
    select id from {{ ref('stg_address') }}
),

customers as (
    select
        id,
        email
    from {{ ref('v2_customer') }}
),

sales_channels as (
    select id from {{ ref('v2_sales_channel') }}
),

stores as (
    select min(default_sales_channel_id) as default_sales_channel_id from {{ ref('stg_store') }}
),

totals as (
    select * from {{ ref('int_order__v1_totals') }}
),

notes as (
    select * from {{ ref('int_note__by_resource') }}
    where resource_type = 'order'
),

gift_cards_issued as (
    select
        order_id,
        jsonb_agg(
            jsonb_build_object(
                'id', id,
                'code', {% if var('mask_gift_card_codes') %}'****' || right(code, 4){% else %}code{% endif %},
                'value', value
            )
            order by created_at, id
        ) as gift_cards
    from {{ ref('stg_gift_card') }}
    where order_id is not null
    group by order_id
),

-- Read as a value, not joined: a join of what the planner takes for one row may look for the maximum once per draft.
last_display_id as (
    select coalesce(max(display_id), 0) as display_id from {{ ref('whole_order') }}
    where display_id <= {{ highest_number() }}
),

placed as (
    select
        orders.id,
        orders.display_id,
        orders.sales_channel_id,
        -- A label of the shop's own is unknown to v2.
        case
            when orders.status in ('pending', 'completed', 'archived', 'canceled', 'requires_action') then orders.status else 'pending'
        end as status,
        false as is_draft_order,
        orders.email,
        orders.no_notification,
        coalesce(orders.canceled_at, case when orders.status = 'canceled' then orders.updated_at end) as canceled_at,
        orders.metadata,
        {{ kept_v1({
            'cart_id': 'orders.cart_id',
            'draft_order_id': 'orders.draft_order_id',
            'draft_display_id': 'drafts.display_id',
            'external_id': 'orders.external_id',
            'idempotency_key': 'orders.idempotency_key',
            'tax_rate': 'orders.tax_rate::text::numeric',
            'status': "case when orders.status not in ('pending', 'completed', 'archived', 'canceled', 'requires_action') "
                ~ "then orders.status end",
            'fulfillment_status': 'orders.fulfillment_status',
            'payment_status': 'orders.payment_status',
        }, 'orders.v1_custom') }} as kept
    from orders
    left join drafts on orders.draft_order_id = drafts.id
    union all
    -- v2 numbers orders and drafts in one sequence, v1 each on its own: drafts go on after the last order.
    select
        drafts.id,
        (select last_display_id.display_id from last_display_id) + row_number() over (order by drafts.created_at, drafts.id) as display_id,
        carts.sales_channel_id,
        case when drafts.canceled_at is null then 'draft' else 'canceled' end as status,
        true as is_draft_order,
        carts.email,
        drafts.no_notification_order as no_notification,
        drafts.canceled_at,
        coalesce({{ clean_metadata('carts.metadata') }}, '{}') || coalesce({{ clean_metadata('drafts.metadata') }}, '{}') as metadata,
        {{ kept_v1({
            'cart_id': 'drafts.cart_id',
            'draft_display_id': 'drafts.display_id',
            'idempotency_key': 'drafts.idempotency_key',
        }, 'drafts.v1_custom') }} as kept
    from gathered
    inner join drafts on gathered.order_id = drafts.id
    inner join carts on gathered.cart_id = carts.id
    where gathered.v1_table = 'draft_order'
),

-- offset 0: kept is used several times below and must not be built several times.
described as (
    select
        placed.*,
        gathered.v1_table,
        gathered.region_id,
        gathered.currency_code,
        gathered.created_at,
        gathered.updated_at,
        customers.id as customer_id,
        customers.email as customer_email,
        shipping.id as shipping_address_id,
        billing.id as billing_address_id,
        coalesce(
            sales_channels.id, nullif('{{ var("default_sales_channel_id") }}', ''), stores.default_sales_channel_id
        ) as known_sales_channel_id,
        placed.kept || jsonb_strip_nulls(jsonb_build_object(
            'totals', jsonb_build_object(
                'subtotal', totals.subtotal,
                'shipping_total', totals.shipping_total,
                'discount_total', totals.discount_total,
                'tax_total', totals.tax_total,
                'gift_card_total', totals.gift_card_total,
                'gift_card_tax_total', totals.gift_card_tax_total,
                'total', totals.total,
                'paid_total', totals.paid_total,
                'refunded_total', totals.refunded_total
            ),
            'gift_cards_issued', gift_cards_issued.gift_cards,
            'notes', notes.notes
        )) as all_kept
    from placed
    inner join gathered on placed.id = gathered.order_id
    inner join totals on placed.id = totals.order_id
    cross join stores
    left join customers on gathered.customer_id = customers.id
    left join address_ids as shipping on gathered.shipping_address_id = shipping.id
    left join address_ids as billing on gathered.billing_address_id = billing.id
    left join sales_channels on placed.sales_channel_id = sales_channels.id
    left join gift_cards_issued on placed.id = gift_cards_issued.order_id
    left join notes on placed.id = notes.resource_id
    offset 0 -- noqa: AM09
),

final as (
    select
        id,
        region_id,
        display_id,
        customer_id,
        1 as version,
        known_sales_channel_id as sales_channel_id,
        status,
        is_draft_order,
        coalesce(nullif(lower(trim(email)), ''), customer_email) as email,
        currency_code,
        case
            when shipping_address_id is not null then {{ v2_id('ordaddr', "'order_address:shipping:' || id") }}
        end as shipping_address_id,
        case
            when billing_address_id is not null then {{ v2_id('ordaddr', "'order_address:billing:' || id") }}
        end as billing_address_id,
        no_notification,
        {{ metadata_with_v1('metadata', 'all_kept') }} as metadata,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        canceled_at,
        null as custom_display_id,
        null as locale,
        v1_table,
        id as v1_id
    from described
)

select * from final
