INSERT INTO platform.events (event_no, event_class, event_subclass, description, grid_code, grid_name, region_code, community_code,
  address, reporter_name, reporter_phone, counterparty, people_involved, stage, reported_at, occurred_at, updated_at, committed_at)
SELECT 'WG20261125000417', '矛盾纠纷', '邻里纠纷',
  '网格员走访发现401室欧阳澜与楼上501室亓官牧因卫生间漏水发生纠纷，401室天花板和橱柜泡坏，对方拒绝维修和赔偿，双方情绪激动。',
  code, name, region_code, community_code, '通州区金沙街道新金路88号3幢2单元401室', '欧阳澜', '19900004417', '亓官牧', 2, '处置中',
  '2026-11-25 15:10:00', '2026-11-23 21:30:00', now() AT TIME ZONE 'Asia/Shanghai', now()
FROM platform.grids WHERE region_code LIKE '320612%' ORDER BY code LIMIT 1;
