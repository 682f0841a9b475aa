"""Where something is written, compared, reviewed and published."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

ON_PAGES = (
    _("Autosave is <span>paused</span>"),
    _("Choose parent"),
    _("Choose who can view the live version of this page"),
    _("How we calculate our metrics"),
    _(
        'See our <a href="%(guide_link)s" target="_blank">content checks guide</a> for more information '
        "on how content metrics are calculated."
    ),
    _("Show issue"),
    _("The new page will be a child of this given parent page."),
    _("We calculate reading time from word count, using different reading speeds for different languages."),
    _("We extract the main content from the page preview, remove all formatting, and calculate the number of words."),
    _(
        "We use a readability formula based on length of words and sentences. Long sentences and words "
        "result in a worse readability score."
    ),
    _(
        "JavaScript is required to use Wagtail, but it is currently disabled.<br /> Here are the <a "
        'href="https://www.enable-javascript.com/" target="_blank" rel="noreferrer">instructions how to '
        "enable JavaScript in your web browser</a>."
    ),
    _("Actions"),
    _("Actions (footer)"),
    _("Inspect"),
    _("Anyone with editing permissions can create schedules"),
    _("Autosave is paused"),
    _("Available in %(translations_total)s locales"),
    _("But only those with publishing permissions can make them effective."),
    _("Checks"),
    _("Content metrics"),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    _("Go to the first error"),
    _("Locked by workflow"),
    _("Locking: "),
    _("Privacy and access"),
    _("Readability"),
    _("Reading time"),
    _("Saved"),
    _("Schedule to publish"),
    _('This publishing schedule will only take effect after you select the "Schedule to publish" option'),
    _("This data explained"),
    _("Toggle checks"),
    _("Toggle minimap"),
    _("View latest version"),
    _("Words"),
    _("Anyone can edit this %(model_name)s"),
    _("Anyone can edit this %(model_name)s – lock it to prevent others from editing"),
    _("Changing the privacy for this page has been disabled."),
    _("Create a new %(model_name)s"),
    _("Date cannot be in the future."),
    _("Go-live:"),
    _("Invalid schedule"),
    _("Once scheduled:"),
    _("Placeholder title"),
    _("Preview for %(block_label)s (%(block_type)s)"),
    _("Privacy is inherited from the ancestor page - %(ancestor_page)s"),
    _("Refreshing…"),
    _("Removed the '%(restriction)s' view restriction. The page is public."),
    _("To be created by %(user)s"),
    _("at %(time)s"),
)
WHERE_TWO_ARE_EDITING = (
    _("%(user_name)s has unsaved changes"),
    _("%(user_name)s saved a new version"),
    _("A network error occurred"),
    _("Alternatively, you can view the latest version in a new tab."),
    _("Cannot overwrite a revision that is not the latest for this %(model_name)s."),
    _("Cannot overwrite a revision that was not created by the current user."),
    _("Currently idle"),
    _("Currently viewing"),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Saving will overwrite a newer version."),
    _("System"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor in a separate tab "
        "to view the last saved version."
    ),
    _("You have unsaved changes in another window"),
    _("You saved a new version in another window"),
)
ON_SAVING = (
    _("%(model_name)s '%(object)s' created and published."),
    _("%(model_name)s '%(object)s' created and scheduled for publishing."),
    _("%(model_name)s '%(object)s' created and submitted for moderation."),
    _("%(model_name)s '%(object)s' has been replaced with version from %(timestamp)s."),
    _("%(model_name)s '%(object)s' has been scheduled for publishing."),
    _("%(model_name)s '%(object)s' has been submitted for moderation."),
    _("%(model_name)s '%(object)s' is live and this version has been scheduled for publishing."),
    _("%(model_name)s '%(object)s' updated and published."),
    _("%(model_name)s scheduled for publishing"),
    _("%(model_name)s scheduled for publishing at %(go_live_at)s"),
    _("%(model_name)s unscheduled for publishing at %(go_live_at)s"),
    _("%(model_name)s unscheduled from publishing"),
    _("Choose when this %(model_name)s should go live and/or expire"),
    _("Choose when this page should go live and/or expire"),
    _("Preview cannot display due to validation errors. <br /> Click save to highlight the relevant fields."),
    _("Save changes"),
    _("Scheduling…"),
    _("The %(model_name)s could not be saved as it is locked"),
    _("The page could not be created due to validation errors."),
    _("The page could not be saved as it is locked."),
    _("The page could not be saved due to validation errors."),
    _("The slug '%(page_slug)s' is already in use within the parent page."),
    _("There are validation errors, click save to highlight them."),
    _("Version from %(timestamp)s of %(model_name)s '%(object)s' has been published."),
    _("Version from %(timestamp)s of %(model_name)s '%(object)s' has been scheduled for publishing."),
    _("You are viewing a previous version of this %(model_name)s from <b>%(created_at)s</b> by %(user)s"),
    _("Save your changes before leaving"),
    _("Request to create %(model_name)s was blocked by hook."),
    _("Request to edit %(model_name)s was blocked by hook."),
    _("Tag(s) %(value_too_long)s are over %(max_tag_length)d characters."),
    _(
        "The slug '%(page_slug)s' is already in use at the selected parent page. Make sure the slug is "
        "unique and try again."
    ),
    _("The slug '%(page_slug)s' is already in use within the parent page at '%(parent_url_path)s'."),
    _('You do not have permission to publish pages at "%(page_title)s"'),
)
ON_COMPARING = (
    ngettext_lazy(
        "Moved down 1 place.",
        "Moved down %(counter)s places.",
    ),
    ngettext_lazy(
        "Moved up 1 place.",
        "Moved up %(counter)s places.",
    ),
)
IN_REVIEW = (
    _("Assign your workflow to snippets"),
    _("Pages/snippets at this step in a workflow will be moderated or approved by these groups of users"),
    _("%(action)s at <b>%(at)s</b>"),
    _("%(action)s by <b>%(who)s</b>"),
    _("%(action)s by <b>%(who)s</b> at <b>%(at)s</b>"),
    _("%(status_display)s %(task_name)s %(started_at)s"),
    _("%(time)s by %(user_display_name)s"),
    _("%(time_period)s ago by %(user_display_name)s"),
    _("at %(time)s by %(user_display_name)s"),
    _("Cancelled by %(cancelled_by)s"),
    _("Changes requested %(finished_at)s"),
    _("Only reviewers can edit and approve the %(model_name)s"),
    _("Only reviewers for this task can edit the %(model_name)s."),
    _("Publishing this %(model_name)s will cancel the current workflow."),
    _("Resubmitted '%(task)s'. Workflow resumed"),
    _("Reviewers can edit this %(model_name)s – lock it to prevent other reviewers from editing"),
    _("Sent to %(task_name)s %(started_at)s"),
    _("Status %(status)s"),
    _("The %(model_name)s '%(title)s' is not currently awaiting moderation in task '%(task_name)s'."),
    _("The %(model_name)s '%(title)s' is not currently awaiting moderation."),
    _("This %(model_name)s hasn't been submitted for moderation yet"),
    _("This %(model_name)s is currently at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."),
    _("This %(model_name)s is currently awaiting moderation."),
    _("This page is currently at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."),
    _("This page was marked as needing changes at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."),
    _("This {model_name} is awaiting <b>'{task_name}'</b> in the <b>'{workflow_name}'</b> workflow."),
    _("Workflow on %(model_name)s '%(object)s' has been cancelled."),
    _("Workflow on %(model_name)s '%(object)s' has been restarted."),
    _(
        "Active workflows can be added to pages/snippets. Deactivating a workflow does not remove it from "
        "existing pages/snippets."
    ),
    _("Task '%(task_name)s' on Revision '%(revision_info)s': %(status)s"),
    _("There may only be one in progress or needs changes workflow state per page/snippet."),
    _(
        "This workflow is currently in progress on %(workflow_states_in_progress)s pages. Deleting this "
        "workflow will cancel moderation on these page. Are you sure you want to delete this workflow?"
    ),
    _("This workflow is disabled so it cannot be assigned to any snippets."),
    _(
        'Why not <a class="create-one-now" href="#tab-new" data-action="w-tabs#select:prevent" '
        'data-w-tabs-target="trigger" data-w-tabs-focus-param="true">create one now</a>?'
    ),
    _("Workflow '%(workflow_name)s' on %(model_name)s '%(title)s': %(status)s"),
)
ON_WHAT_IS_LOCKED = (
    _("%(model_name)s '%(title)s' is now unlocked."),
    _("<b>'{title}' is locked</b> by <b>you</b>."),
    _("<b>'{title}' is locked</b>."),
    _("<b>'{title}' was locked</b> by <b>you</b> on <b>{datetime}</b>."),
    _("<b>'{title}' was locked</b> by <b>{user}</b> on <b>{datetime}</b>."),
    _("Currently locked and will go live on the scheduled date"),
    _("Locked by another user"),
    _("Locked by schedule"),
    _("Locked by you"),
    _("No one can make changes while the %(model_name)s is locked"),
    _("Only %(user)s can make changes while the %(model_name)s is locked"),
    _("Only you can make changes while the %(model_name)s is locked"),
    _("This page is locked, by you, to further editing"),
    _("{model_name} '{title}' is locked and has been scheduled to go live at {datetime}"),
    _("Locked by <b>%(locked_by)s</b> at <b>%(locking_date)s</b>"),
    _("Locked by <b>you</b> at <b>%(locking_date)s</b>"),
)
WHAT_CHECKS_FIND = (
    _("Add a concise description for search engines"),
    _("Avoid skipping levels"),
    _("Button text is empty"),
    _("Empty frame title found"),
    _("Empty heading found"),
    _("Image alt text has inappropriate pattern"),
    _("Incorrect heading hierarchy"),
    _("Input button text is empty"),
    _("Link text is empty"),
    _("Meta description is empty"),
    _("Misusing paragraphs as headings"),
    _("Table header text is empty"),
    _("Use a meaningful title for screen reader users"),
    _("Use meaningful text"),
    _("Use meaningful text for screen reader users"),
    _("Use proper heading tags"),
)
IN_THE_LIST_OF_KEYS = (
    _("account"),
    _("Add or show comments"),
    _("Application"),
    _("Close modal dialogs (like this one)"),
    _("Cut"),
    _("Insert or edit a link"),
    _("Keyboard shortcuts are currently disabled; manage your %(account_link)s to enable them."),
    _("Keyboard shortcuts are currently enabled; manage your %(account_link)s to disable them."),
    _("Monospace (code)"),
    _("Paste"),
    _("Paste and match style"),
    _("Paste without formatting"),
    _("Section"),
    _("Shortcuts"),
    _("Show keyboard shortcuts"),
    _("Strike-through"),
    _("Text editing"),
    _("Text formatting"),
)
