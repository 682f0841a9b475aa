"""Lists, files, languages, one's own account and groups."""

from django.utils.translation import gettext_noop as _

ON_LISTS = (
    _("locale"),
    _(
        "The root level is where you can add new sites to your Wagtail installation. Pages created here "
        "will not be accessible at any URL until they are associated with a site."
    ),
    _("If you just want to add pages to an existing site, create them as children of the homepage instead."),
    _("Please provide an image description to comply with best practices for accessibility."),
    _(
        "Upload successful. However, your new image seems to be a duplicate of this existing image. You "
        "may delete it if it wasn't required."
    ),
    _("- Select an option -"),
    _("Add %(model_name)s"),
    _("Any"),
    _("Anyone"),
    _("By task"),
    _("By workflow"),
    _("Date updated"),
    _("Edited by"),
    _("Exploring"),
    _("Grid layout"),
    _("Has child pages"),
    _("Is commenting action"),
    _("List layout"),
    _("Locale"),
    _("Locked by"),
    _("Oldest"),
    _("Page type"),
    _("Page types usage"),
    _("Search all pages…"),
    _("Show disabled"),
    _("Usage count: (high to low)"),
    _("Usage count: (low to high)"),
    _("Your pages and snippets in a workflow"),
    _("%(field_label)s:"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site."),
    _("(blank)"),
    _("Compare"),
    _("Disabled"),
    _("item"),
    _("items"),
    _("More bulk actions"),
    _("New: %(model_name)s"),
    _("No %(model_name)s match your query."),
    _("No results across entire site."),
    _("Private, accessible to any logged-in users"),
    _("Sort by '%(label)s' in ascending order."),
    _("Sort by '%(label)s' in descending order."),
    _('There are no %(model_name)s to display. Why not <a href="%(add_url)s">add one</a>?'),
    _("%(classname)s object (%(id)s)"),
    _("%(num_pages)d pages and %(num_others)d others"),
    _("%(range_start)s - %(range_end)s"),
    _("%(related_model_name)s %(field_label)s"),
    _(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in '<span "
        'class="w-title-ellipsis">%(title)s</span>\'.'
    ),
    _("'%(page_title)s' has been moved successfully."),
    _("Disable custom ordering"),
    _("Enable custom ordering"),
    _("Focus on the drag button and press up or down arrows to move the item, then press enter to submit the change."),
    _("Item %(index)s of %(total)s"),
    _("No results in '<span class=\"w-title-ellipsis\">%(title)s</span>'."),
    _(
        "Pages created here will not be accessible at any URL. To add pages to an existing site, create "
        "them as children of the homepage."
    ),
    _("Search in '<span class=\"w-title-ellipsis\">%(title)s</span>'"),
    _("Sort item order"),
    _("The filter options you have selected are not valid."),
    _("There is no site record for this location. Pages created here will not be accessible at any URL."),
    _(
        "There is no site set up for this location. Pages created here will not be accessible at any URL "
        "until a site is associated with this location."
    ),
    _("Unknown content type"),
    _(
        "You haven't created any %(snippet_type_name)s snippets. Why not <a "
        'href="%(wagtailsnippets_create_snippet_url)s" target="_blank" rel="noreferrer">create one now</a>?'
    ),
)
ON_WHAT_GOES = (
    _("(Private %(object)s)"),
    _("(Private %s)"),
    _("Edit this %s"),
    _("If you confirm deletion"),
    _("One or more references to this %(model_name)s prevent it from being deleted."),
    _("Please type <b>%(wagtail_site_name)s</b> to confirm."),
    _("may prevent deletion"),
    _("prevents deletion"),
    _("the %(model_name)s will also be deleted"),
    _("will be set to a %(model_name)s specified by the system"),
    _("will be set to the default %(model_name)s"),
    _("will do nothing"),
    _("will unset the reference"),
)
ON_FILES = (
    _("Choose another audio item"),
    _("Choose another video"),
    _("Choose audio"),
    _("Choose video"),
    _("Edit this audio item"),
    _("Edit this video"),
    _("Generate URL"),
    _("Image focal point"),
    _("Layout"),
    _("Maximum filesize: %(max_upload_size)s."),
    _("Popular Tags:"),
    _("The document could not be created due to errors."),
    _("The file could not be found. Please change the source or delete the document."),
    _(
        'Why not <a class="upload-one-now" href="#tab-upload" data-action="w-tabs#select:prevent" '
        'data-w-tabs-target="trigger" data-w-tabs-focus-param="true">upload one now</a>?'
    ),
    _("You haven't uploaded any images."),
    _(
        "You haven't uploaded any media in this collection. Why not <a "
        'href="%(wagtailmedia_add_url)s">upload one now</a>?'
    ),
    _('You haven\'t uploaded any media. Why not <a href="%(wagtailmedia_add_url)s">upload one now</a>?'),
    _("Your browser does not support the audio element."),
    _("Your browser does not support the video element."),
    _("unknown number"),
)
ON_LANGUAGES = (
    _("Apply the updates and publish immediately. The changes will use the original language until translated."),
    _(
        "Are you sure you want to convert this page into an alias? This will overwrite the content of the "
        "page with the content of '%(source_page_title)s' (%(source_page_locale)s)"
    ),
    _("Converted page '%(title)s' to an alias of the translation source page '%(source_title)s'"),
    _("Converted page to an alias of the translation source page"),
    _("Locale '%(object)s' created."),
    _("Locale '%(object)s' deleted."),
    _("Locale '%(object)s' updated."),
    _("Page '{}' has been converted into an alias."),
    _("This locale cannot be deleted because there are no other locales."),
)
ON_ONES_OWN_ACCOUNT = (
    _("Edit account avatar"),
    _("Enable custom keyboard shortcuts specific to Wagtail."),
    _("More contrast"),
    _("Snug"),
    _("Theme preferences"),
    _("Use server language: %(language_name)s"),
    _("Wagtail %(current_version)s editor guide"),
    _("admin theme"),
    _("contrast"),
    _("density"),
)
ON_GROUPS = (
    _("Can access Wagtail admin"),
    _("Can submit translations"),
    _("Can view"),
    _("Toggle all change permissions"),
    _("Toggle all custom permissions"),
    _("Toggle all delete permissions"),
)
SAID_BETTER = (  # than in the Chinese of Django and wagtailmedia
    _(
        "You haven't uploaded any media files in this collection. You can upload "
        '<a href="%(wagtailmedia_add_audio_url)s">audio</a> or '
        '<a href="%(wagtailmedia_add_video_url)s">video</a> files.'
    ),
    _(
        "You haven't uploaded any media files. You can upload "
        '<a href="%(wagtailmedia_add_audio_url)s">audio</a> or '
        '<a href="%(wagtailmedia_add_video_url)s">video</a> files.'
    ),
    _("File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s."),
)
