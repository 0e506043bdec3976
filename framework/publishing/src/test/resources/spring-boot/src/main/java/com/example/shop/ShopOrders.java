package com.example.shop;

import org.springframework.data.jpa.repository.JpaRepository;

interface ShopOrders extends JpaRepository<ShopOrder, Long> {}
