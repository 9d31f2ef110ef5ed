select * from {{ ref('int_tax_link__traced') }}
where v1_table = 'product_tax_rate'
