-- depends_on: {{ ref('gate') }}
{{ config(meta={'existing': 'skip'}) }}
select * from {{ ref('v2_refund_reason') }}
