package com.example.shop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class ShopOrder {
    @Id
    public Long id;

    @Column(length = 20)
    public String note;
}
