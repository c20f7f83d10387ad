"""What everyone may see: the home page, the health addresses, the page of an error."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say where one is; in development, what to do next."""
    return render(request, "home.html", {"development": settings.DEBUG})


@login_not_required
@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask on their own to the site's icon."""
    return redirect(static("favicon.svg"))


@login_not_required
@never_cache
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process serves requests."""
    return HttpResponse("live\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers too, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse(
            "database unreachable\n", content_type="text/plain", status=503
        )
    return HttpResponse("ready\n", content_type="text/plain")


def server_error(request: HttpRequest) -> HttpResponse:
    """Apologise, with a nonce for the page's own style."""
    return render(request, "500.html", status=500)
