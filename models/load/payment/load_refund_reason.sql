-- depends_on: {{ ref('loading') }}
{{ config(meta={'existing': 'skip'}) }}
select * from {{ ref('v2_refund_reason') }}
