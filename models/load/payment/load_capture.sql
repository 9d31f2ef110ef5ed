-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_payment') }}
select * from {{ ref('v2_capture') }}
