package dev.trellis.hibernate.cases.embedded;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;

public final class Embedded {
    public static final String MODEL = """
            tables:
              shop:
                columns:
                  id: bigint
                  street: string(60)
                  city: string(40)
                  country_id: bigint
                  bill_street: string(60)
                  bill_city: string(50)
                  bill_country: bigint
                  width: integer
                  height: integer
                  name: string(255)
                primary_key: [id]
                foreign_keys:
                  - {columns: [country_id], references: country(id)}
                  - {columns: [bill_country], references: country(id)}
              shop_details:
                columns: {shop_id: bigint, opening: string(100)}
                primary_key: [shop_id]
                foreign_keys: [{columns: [shop_id], references: shop(id)}]
              country:
                columns: {id: bigint}
                primary_key: [id]
            """;

    @Entity
    @Table(name = "shop")
    @SecondaryTable(name = "shop_details", pkJoinColumns = @jakarta.persistence.PrimaryKeyJoinColumn(name = "shop_id"))
    static class Shop {
        @Id
        long id;

        @Column(table = "shop_details", length = 100)
        String opening;

        Address address;

        @AttributeOverride(name = "street", column = @Column(name = "bill_street", length = 60))
        @AttributeOverride(name = "city", column = @Column(name = "bill_city", length = 50))
        @jakarta.persistence.AssociationOverride(name = "country", joinColumns = @JoinColumn(name = "bill_country"))
        Address billing;

        Size size;
        String name;
    }

    @Embeddable
    static class Address {
        @Column(length = 60)
        String street;

        @Column(length = 40)
        String city;

        @ManyToOne
        @JoinColumn(name = "country_id")
        Country country;
    }

    @Embeddable
    record Size(int width, int height) {}

    @Entity
    @Table(name = "country")
    static class Country {
        @Id
        long id;
    }
}
