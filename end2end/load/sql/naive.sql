-- The row everyone updates: conditional, so it cannot oversell; one transaction per take, so they queue for its lock.
UPDATE stock_item SET held = held + 1 WHERE variant_id = :variant AND on_hand - held >= 1;
