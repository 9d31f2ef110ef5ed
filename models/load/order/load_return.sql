-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_order') }}
select * from {{ ref('v2_return') }}
