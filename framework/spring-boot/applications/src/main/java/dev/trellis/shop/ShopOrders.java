package dev.trellis.shop;

import org.springframework.data.repository.ListCrudRepository;

/** The orders in the database. */
public interface ShopOrders extends ListCrudRepository<ShopOrder, Long> {}
