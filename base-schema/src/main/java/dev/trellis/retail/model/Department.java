package dev.trellis.retail.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** The first level of the classification of products and employees. */
@Entity
@Table(name = "department")
public class Department {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @Column(name = "number", nullable = false, unique = true)
    private int number;

    @Column(name = "name", length = 50, nullable = false)
    private String name;

    @Column(
            name = "sells_products",
            nullable = false,
            options = "default true",
            comment = "false for those of staff only, e.g. Payroll")
    private boolean sellsProducts = true;

    @Column(
            name = "food_stampable",
            nullable = false,
            options = "default false",
            comment = "whether its products are eligible, unless they say otherwise")
    private boolean foodStampable;

    public UUID getUuid() {
        return uuid;
    }

    public int getNumber() {
        return number;
    }

    public void setNumber(int number) {
        this.number = number;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public boolean isSellsProducts() {
        return sellsProducts;
    }

    public void setSellsProducts(boolean sellsProducts) {
        this.sellsProducts = sellsProducts;
    }

    public boolean isFoodStampable() {
        return foodStampable;
    }

    public void setFoodStampable(boolean foodStampable) {
        this.foodStampable = foodStampable;
    }
}
