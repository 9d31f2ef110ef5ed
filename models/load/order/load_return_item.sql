-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_order_line_item') }}
-- depends_on: {{ ref('load_return') }}
-- depends_on: {{ ref('load_return_reason') }}
select * from {{ ref('v2_return_item') }}
