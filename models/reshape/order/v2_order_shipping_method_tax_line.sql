{{ order_tax_lines(parent='shipping_method', parent_id='shipping_method_id', source='method', prefix='ordsmtxl') }}
