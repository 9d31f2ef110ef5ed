{#- Must never happen: money that customers may still spend goes to the archive, and nobody decided so. Add the loyalty
    plugin to v2, or set gift_card_mode. Reads the last node before the gate, so that the findings are there to be read
    when this fails. -#}
select
    findings.v1_id as gift_card_id,
    findings.detail
from {{ ref('findings') }} as findings
inner join {{ ref('int_gift_card__resolved') }} as gift_cards on findings.v1_id = gift_cards.id
where
    findings.rule = 'gift_card_balance_without_home'
    and gift_cards.mode = 'archive'
    and '{{ var("gift_card_mode") }}' <> 'archive'
