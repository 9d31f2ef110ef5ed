{#- Must never happen: a live link between a region and a payment provider one of which is missing or deleted. -#}
select
    links.region_id,
    links.payment_provider_id
from {{ ref('v2_region_payment_provider') }} as links
left join {{ ref('v2_region') }} as regions on links.region_id = regions.id and regions.deleted_at is null
left join {{ ref('v2_payment_provider') }} as providers on links.payment_provider_id = providers.id
where links.deleted_at is null and (regions.id is null or providers.id is null)
