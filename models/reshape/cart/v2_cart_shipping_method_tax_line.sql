{{ cart_tax_lines(
    parent='v2_cart_shipping_method', parent_id='shipping_method_id', rates='int_shipping_option__tax_rates',
    taxed_by='shipping_option_id', v1_table='shipping_method_tax_line', prefix='casmtxl'
) }}
