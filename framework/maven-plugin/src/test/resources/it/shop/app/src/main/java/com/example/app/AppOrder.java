package com.example.app;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "app_order")
public class AppOrder {
    @Id
    Integer id;

    @Column(length = 40)
    String note;
}
