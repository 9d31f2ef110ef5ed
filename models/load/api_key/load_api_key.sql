-- depends_on: {{ ref('gate') }}
select * from {{ ref('v2_api_key') }}
