-- depends_on: {{ ref('loading') }}
select * from {{ ref('v2_inventory_item') }}
