{#- Each condition in v2's words, or why it becomes no rule. -#}
with conditions as (
    select * from {{ ref('stg_discount_condition') }}
),

rules as (
    select * from {{ ref('stg_discount_rule') }}
),

used_rules as (
    select distinct rule_id from {{ ref('int_promotion__resolved') }}
    where problem is null
),

named as (
    select distinct condition_id from {{ ref('int_discount_condition_value__mapped') }}
),

attributes as (
    select * from (
        values
        ('products', 'items.product.id', true),
        ('product_types', 'items.product.type_id', true),
        ('product_collections', 'items.product.collection_id', true),
        ('product_tags', 'items.product.tags.id', true),
        ('customer_groups', 'customer.groups.id', false)
    ) as known (type, attribute, is_target)
),

final as (
    select
        conditions.id as condition_id,
        conditions.discount_rule_id as rule_id,
        conditions.type,
        attributes.attribute,
        attributes.is_target,
        case conditions.operator when 'not_in' then 'ne' else 'in' end as operator,
        conditions.created_at,
        conditions.updated_at,
        conditions.v1_id,
        case
            when used_rules.rule_id is null then 'condition_without_discount'
            when conditions.deleted_at is not null then 'condition_deleted'
            when rules.type = 'free_shipping' and attributes.is_target then 'condition_of_free_shipping'
            when conditions.operator = 'not_in' and named.condition_id is null then 'condition_without_effect'
        end as left_reason
    from conditions
    inner join attributes on conditions.type = attributes.type
    left join rules on conditions.discount_rule_id = rules.id
    left join used_rules on conditions.discount_rule_id = used_rules.rule_id
    left join named on conditions.id = named.condition_id
)

select * from final
