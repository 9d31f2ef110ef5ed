{{ cart_tax_lines(
    parent='v2_cart_line_item', parent_id='item_id', rates='int_product__tax_rates', taxed_by='product_id',
    v1_table='line_item_tax_line', prefix='calitxl'
) }}
