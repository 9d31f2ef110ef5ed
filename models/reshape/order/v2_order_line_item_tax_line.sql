{{ order_tax_lines(parent='line_item', parent_id='item_id', source='line', prefix='ordlitxl') }}
