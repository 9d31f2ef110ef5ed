-- Must never happen: after the load, gift cards of a currency hold another sum than v1's, even counting the archive.
select
    currency_code,
    v1_balance,
    v2_balance,
    booked_in_v2_since,
    archived_balance,
    difference
from {{ ref('rpt_gift_cards') }}
where difference <> 0
