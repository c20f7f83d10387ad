"""Every address of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import path

from apps.core import views

admin.site.site_header = admin.site.site_title = settings.SITE_NAME

handler500 = views.server_error
urlpatterns = [
    path("", views.home, name="home"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("manage/", admin.site.urls),
]
