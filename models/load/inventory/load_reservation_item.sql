-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_inventory_item') }}
select * from {{ ref('v2_reservation_item') }}
