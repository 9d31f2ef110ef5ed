select * from {{ ref('int_tax_link__traced') }}
where v1_table = 'shipping_tax_rate'
