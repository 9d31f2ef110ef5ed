select * from {{ ref('int_discount_condition_value__left_out') }}
where v1_table = 'discount_condition_product_type'
