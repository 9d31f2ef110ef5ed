-- Must never happen: two explanations for one code, which would count every row of it twice.
select
    code,
    kind
from {{ ref('reasons') }}
group by code, kind
having count(*) > 1
