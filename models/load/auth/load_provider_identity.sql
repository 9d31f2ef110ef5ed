-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_auth_identity') }}
select * from {{ ref('v2_provider_identity') }}
