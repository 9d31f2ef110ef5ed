-- depends_on: {{ ref('gate') }}
select * from {{ ref('v2_loyalty_gift_card') }}
