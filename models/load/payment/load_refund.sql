-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_payment') }}
-- depends_on: {{ ref('load_refund_reason') }}
select * from {{ ref('v2_refund') }}
