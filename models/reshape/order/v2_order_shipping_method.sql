with owned as (
    select * from {{ ref('int_shipping_method__owned') }}
),

shipping_methods as (
    select * from {{ ref('stg_shipping_method') }}
),

shipping_options as (
    select * from {{ ref('int_shipping_option__judged') }}
),

-- offset 0: kept is used several times below and must not be built several times.
described as (
    select
        shipping_methods.*,
        owned.created_at,
        owned.updated_at,
        owned.deleted_at,
        owned.is_tax_inclusive as has_tax_inside,
        owned.charged * owned.factor as amount,
        coalesce(shipping_options.name, shipping_methods.data ->> 'name', 'Shipping') as name,
        case
            when shipping_options.is_live then shipping_options.shipping_option_id
            when owned.is_open and owned.role in ('order', 'draft')
                then nullif('{{ var("default_shipping_option_id") }}', '')
        end as live_option_id,
        {{ kept_v1({
            'price': 'case when owned.is_free then owned.price end',
            'free_shipping': 'case when owned.is_free then true end',
            'shipping_option_id': 'case when shipping_options.is_live is not true then shipping_methods.shipping_option_id end',
        }, 'shipping_methods.v1_custom') }} as kept
    from owned
    inner join shipping_methods on owned.shipping_method_id = shipping_methods.id
    left join shipping_options on shipping_methods.shipping_option_id = shipping_options.shipping_option_id
    offset 0 -- noqa: AM09
),

final as (
    select
        id,
        name,
        null::jsonb as description,
        amount,
        {{ big_number('amount') }} as raw_amount,
        has_tax_inside as is_tax_inclusive,
        live_option_id as shipping_option_id,
        data,
        case when kept <> '{}' then jsonb_build_object('medusa_v1', kept) end as metadata,
        created_at,
        updated_at,
        deleted_at,
        false as is_custom_amount,
        'shipping_method' as v1_table,
        v1_id
    from described
)

select * from final
