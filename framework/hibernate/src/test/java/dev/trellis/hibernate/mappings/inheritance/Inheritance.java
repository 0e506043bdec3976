package dev.trellis.hibernate.mappings.inheritance;

import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.MappedSuperclass;
import java.util.UUID;

public final class Inheritance {
    @MappedSuperclass
    abstract static class Base {
        @Id
        UUID id;

        String name;
    }

    @Entity(name = "Vehicle")
    static class Vehicle extends Base {}

    @Entity(name = "Car")
    static class Car extends Vehicle {
        int doors;
    }

    @Entity(name = "Truck")
    @DiscriminatorValue("T")
    static class Truck extends Vehicle {
        Double tons;
    }

    @Entity(name = "Shape")
    @jakarta.persistence.Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @DiscriminatorColumn(name = "kind", discriminatorType = DiscriminatorType.INTEGER)
    @DiscriminatorValue("0")
    static class Shape extends Base {}

    @Entity(name = "Circle")
    @DiscriminatorValue("1")
    static class Circle extends Shape {
        double radius;
    }

    @Entity(name = "Plane")
    @jakarta.persistence.Inheritance(strategy = InheritanceType.JOINED)
    static class Plane extends Base {
        int seats;
    }

    @Entity(name = "Jet")
    static class Jet extends Plane {
        int engines;
    }

    @Entity(name = "Account")
    @jakarta.persistence.Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Account extends Base {
        long balance;
    }

    @Entity(name = "Savings")
    static class Savings extends Account {
        float interest;
    }
}
