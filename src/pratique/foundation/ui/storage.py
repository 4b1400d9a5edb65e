"""Static files under names that carry their digest, compressed once, cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between our script modules, so that a module never meets an older sister."""

    support_js_module_import_aggregation = True
