"""Addresses of a community: people, invitations, administration; all below /c/<slug>/ but the join link."""

from django.urls import path

from worgl.communities.views import (
    acting,
    admin,
    asking,
    joining,
    log,
    members,
    messages,
    notices,
    pictures,
    shop_pictures,
)

app_name = "communities"

urlpatterns = [
    path("join/<str:token>/", joining.join, name="join"),
    path("acting/", acting.acting, name="acting"),
    path("pictures/<str:digest>.webp", pictures.picture, name="picture"),
    path("c/<slug:slug>/me/", joining.about_me, name="about_me"),
    path("c/<slug:slug>/welcome/dismiss/", joining.dismiss_welcome, name="dismiss_welcome"),
    path("c/<slug:slug>/admin/questions/", asking.questions, name="questions"),
    path("c/<slug:slug>/admin/questions/drop/", asking.drop, name="drop_question"),
    path("c/<slug:slug>/shop/", acting.open_shop, name="open_shop"),
    path("c/<slug:slug>/members/<str:code>/staff/", acting.staff, name="staff"),
    path("c/<slug:slug>/members/<str:code>/staff/<uuid:staff>/end/", acting.end_staff, name="end_staff"),
    path("c/<slug:slug>/members/<str:code>/staff/wishes/<uuid:wish>/agree/", acting.agree, name="agree_to_staff"),
    path("c/<slug:slug>/members/<str:code>/staff/wishes/<uuid:wish>/refuse/", acting.refuse, name="refuse_staff"),
    path("c/<slug:slug>/members/<str:code>/picture/", shop_pictures.show, name="shop_picture"),
    path("c/<slug:slug>/members/<str:code>/picture/remove/", shop_pictures.forget, name="forget_shop_picture"),
    path("c/<slug:slug>/waiting/", joining.waiting, name="waiting"),
    path("c/<slug:slug>/invite/", joining.invite, name="invite"),
    path("c/<slug:slug>/invite/<uuid:invitation>/revoke/", joining.revoke, name="revoke_invitation"),
    path("c/<slug:slug>/members/", members.members_page, name="members"),
    path("c/<slug:slug>/members/<str:code>/", members.member_card, name="member"),
    path("c/<slug:slug>/messages/", messages.chats_page, name="chats"),
    path("c/<slug:slug>/messages/<str:code>/", messages.chat_page, name="chat"),
    path("c/<slug:slug>/messages/<str:code>/new/", messages.new_lines, name="new_lines"),
    path("c/<slug:slug>/messages/<str:code>/block/", messages.change_block, name="block"),
    path("c/<slug:slug>/messages/<str:code>/report/", messages.report_page, name="report"),
    path("c/<slug:slug>/admin/reports/", messages.reports_page, name="reports"),
    path("c/<slug:slug>/admin/reports/<uuid:report>/resolve/", messages.resolve, name="resolve"),
    path("c/<slug:slug>/admin/queue/", admin.queue, name="queue"),
    path("c/<slug:slug>/admin/community/", admin.about, name="about"),
    path("c/<slug:slug>/admin/members/<uuid:member>/role/", admin.change_role, name="role"),
    path("c/<slug:slug>/admin/members/<uuid:member>/<str:act>/", admin.change_member, name="act"),
    path("c/<slug:slug>/admin/log/", log.log, name="log"),
    path("c/<slug:slug>/admin/log.csv", log.log_csv, name="log_csv"),
    path("c/<slug:slug>/admin/notices/", notices.notices, name="notices"),
    path("c/<slug:slug>/admin/notices/<uuid:notice>/withdraw/", notices.withdraw, name="withdraw_notice"),
    path("c/<slug:slug>/notices/<uuid:notice>/dismiss/", notices.dismiss, name="dismiss_notice"),
]
