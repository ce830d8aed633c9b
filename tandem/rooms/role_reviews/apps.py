from django.apps import AppConfig


class RoleReviewsConfig(AppConfig):
    name = "tandem.rooms.role_reviews"
