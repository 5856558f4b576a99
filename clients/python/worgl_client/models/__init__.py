""" Contains all the data models used in inputs/outputs """

from .about_me import AboutMe
from .accusation import Accusation
from .act import Act
from .act_shape import ActShape
from .acting_shape import ActingShape
from .activity import Activity
from .acts import Acts
from .administration_grant_role_role import AdministrationGrantRoleRole
from .administration_revoke_role_role import AdministrationRevokeRoleRole
from .agreed import Agreed
from .agreement_shape import AgreementShape
from .amount import Amount
from .amount_in import AmountIn
from .announcement import Announcement
from .announcement_shape import AnnouncementShape
from .announcement_value_type_2 import AnnouncementValueType2
from .answer_shape import AnswerShape
from .application_shape import ApplicationShape
from .at_till import AtTill
from .audit_group import AuditGroup
from .balance_shape import BalanceShape
from .band_shape import BandShape
from .batch_answer import BatchAnswer
from .because import Because
from .capacity import Capacity
from .catch_up import CatchUp
from .change_shape import ChangeShape
from .change_shape_value_type_2 import ChangeShapeValueType2
from .chat_message_shape import ChatMessageShape
from .chat_shape import ChatShape
from .choice_shape import ChoiceShape
from .code_shape import CodeShape
from .coin_name import CoinName
from .coming_shape import ComingShape
from .community_shape import CommunityShape
from .community_shape_words import CommunityShapeWords
from .complaint import Complaint
from .currency_kind import CurrencyKind
from .currency_shape import CurrencyShape
from .day_shape import DayShape
from .denial import Denial
from .departing import Departing
from .departure_shape import DepartureShape
from .direction import Direction
from .dispute_shape import DisputeShape
from .dispute_state import DisputeState
from .dropped_question import DroppedQuestion
from .effect_shape import EffectShape
from .email import Email
from .endpoint_shape import EndpointShape
from .entry_shape import EntryShape
from .fading_shape import FadingShape
from .failed_letter_shape import FailedLetterShape
from .fault_shape import FaultShape
from .flow_shape import FlowShape
from .founded_shape import FoundedShape
from .gift import Gift
from .gift_preview_shape import GiftPreviewShape
from .giving_preview_shape import GivingPreviewShape
from .giving_shape import GivingShape
from .giving_shape_left_out import GivingShapeLeftOut
from .grant_shape import GrantShape
from .group import Group
from .health_day_shape import HealthDayShape
from .health_shape import HealthShape
from .hours_shape import HoursShape
from .import_shape import ImportShape
from .input_fault import InputFault
from .invitation_shape import InvitationShape
from .joined import Joined
from .layout import Layout
from .leaving_shape import LeavingShape
from .letters_shape import LettersShape
from .levy_line_shape import LevyLineShape
from .levy_preview_shape import LevyPreviewShape
from .levy_preview_shape_split import LevyPreviewShapeSplit
from .levy_run_shape import LevyRunShape
from .levy_shape import LevyShape
from .levy_shape_shares import LevyShapeShares
from .limit_change_shape import LimitChangeShape
from .limit_changes_shape import LimitChangesShape
from .limit_kind import LimitKind
from .limit_order_shape import LimitOrderShape
from .limits_shape import LimitsShape
from .line_code import LineCode
from .link_shape import LinkShape
from .list_act_shape import ListActShape
from .list_acting_shape import ListActingShape
from .list_announcement_shape import ListAnnouncementShape
from .list_application_shape import ListApplicationShape
from .list_change_shape import ListChangeShape
from .list_chat_message_shape import ListChatMessageShape
from .list_chat_shape import ListChatShape
from .list_choice_shape import ListChoiceShape
from .list_code_shape import ListCodeShape
from .list_community_shape import ListCommunityShape
from .list_day_shape import ListDayShape
from .list_dispute_shape import ListDisputeShape
from .list_endpoint_shape import ListEndpointShape
from .list_entry_shape import ListEntryShape
from .list_flow_shape import ListFlowShape
from .list_grant_shape import ListGrantShape
from .list_import_shape import ListImportShape
from .list_invitation_shape import ListInvitationShape
from .list_levy_line_shape import ListLevyLineShape
from .list_levy_shape import ListLevyShape
from .list_link_shape import ListLinkShape
from .list_list_row_shape import ListListRowShape
from .list_member_shape import ListMemberShape
from .list_message_shape import ListMessageShape
from .list_mode import ListMode
from .list_need_shape import ListNeedShape
from .list_notice_shape import ListNoticeShape
from .list_pay_list_shape import ListPayListShape
from .list_published_shape import ListPublishedShape
from .list_question_shape import ListQuestionShape
from .list_report_shape import ListReportShape
from .list_request_shape import ListRequestShape
from .list_row_shape import ListRowShape
from .list_rule_shape import ListRuleShape
from .list_run_shape import ListRunShape
from .list_series_shape import ListSeriesShape
from .list_staff_shape import ListStaffShape
from .list_standing_order_shape import ListStandingOrderShape
from .list_state import ListState
from .list_wish_shape import ListWishShape
from .look_and_texts_publish_text_kind import LookAndTextsPublishTextKind
from .look_shape import LookShape
from .made_announcement import MadeAnnouncement
from .made_invitation import MadeInvitation
from .made_report import MadeReport
from .mailbox_shape import MailboxShape
from .marked_shape import MarkedShape
from .me import Me
from .member_kind import MemberKind
from .member_limits_shape import MemberLimitsShape
from .member_shape import MemberShape
from .member_state import MemberState
from .members_and_their_money_preview_giving_source import MembersAndTheirMoneyPreviewGivingSource
from .members_and_their_money_preview_giving_state import MembersAndTheirMoneyPreviewGivingState
from .members_and_their_money_preview_limits_limit_kind import MembersAndTheirMoneyPreviewLimitsLimitKind
from .members_and_their_money_preview_limits_state import MembersAndTheirMoneyPreviewLimitsState
from .members_and_their_money_roll_sort import MembersAndTheirMoneyRollSort
from .members_and_their_money_roll_state import MembersAndTheirMoneyRollState
from .members_and_their_money_roll_table_sort import MembersAndTheirMoneyRollTableSort
from .members_and_their_money_roll_table_state import MembersAndTheirMoneyRollTableState
from .members_search_state import MembersSearchState
from .message_shape import MessageShape
from .message_state import MessageState
from .named_shape import NamedShape
from .naming_shape import NamingShape
from .need_kind import NeedKind
from .need_shape import NeedShape
from .new_announcement import NewAnnouncement
from .new_cap import NewCap
from .new_colour import NewColour
from .new_community import NewCommunity
from .new_community_decimal_mark import NewCommunityDecimalMark
from .new_community_preset import NewCommunityPreset
from .new_endpoint import NewEndpoint
from .new_giving import NewGiving
from .new_invitation import NewInvitation
from .new_kinds import NewKinds
from .new_limits import NewLimits
from .new_links import NewLinks
from .new_message import NewMessage
from .new_name import NewName
from .new_order import NewOrder
from .new_person_name import NewPersonName
from .new_question import NewQuestion
from .new_request import NewRequest
from .new_shop import NewShop
from .new_staff import NewStaff
from .new_text import NewText
from .new_value import NewValue
from .new_value_value_type_2 import NewValueValueType2
from .new_vouchers import NewVouchers
from .new_words import NewWords
from .new_words_words import NewWordsWords
from .newcomer import Newcomer
from .notice_shape import NoticeShape
from .opened_invitation import OpenedInvitation
from .order import Order
from .order_state import OrderState
from .own_limits import OwnLimits
from .pack_state import PackState
from .parcel_shape import ParcelShape
from .part import Part
from .party_shape import PartyShape
from .pay_list_shape import PayListShape
from .payment_kind import PaymentKind
from .preferences import Preferences
from .preview_shape import PreviewShape
from .problem_shape import ProblemShape
from .problem_shape_fields import ProblemShapeFields
from .published_shape import PublishedShape
from .question_kind import QuestionKind
from .question_shape import QuestionShape
from .receipt_shape import ReceiptShape
from .receiver import Receiver
from .refund_shape import RefundShape
from .reply import Reply
from .report_shape import ReportShape
from .request_shape import RequestShape
from .request_state import RequestState
from .return_ import Return
from .rhythm import Rhythm
from .role import Role
from .roll_row_shape import RollRowShape
from .roll_shape import RollShape
from .row_state import RowState
from .rule import Rule
from .rule_shape import RuleShape
from .rule_shape_value_type_2 import RuleShapeValueType2
from .ruling import Ruling
from .run_shape import RunShape
from .run_state import RunState
from .scope import Scope
from .secret_shape import SecretShape
from .seen_messages import SeenMessages
from .seen_until import SeenUntil
from .series_shape import SeriesShape
from .side import Side
from .sorting import Sorting
from .staff_shape import StaffShape
from .standing_order_shape import StandingOrderShape
from .start import Start
from .start_import import StartImport
from .state_asked import StateAsked
from .statement_shape import StatementShape
from .text_kind import TextKind
from .text_shape import TextShape
from .texts_shape import TextsShape
from .theme import Theme
from .till_day_shape import TillDayShape
from .till_line_shape import TillLineShape
from .touched import Touched
from .town_shape import TownShape
from .town_shape_shares import TownShapeShares
from .typed_code import TypedCode
from .voucher_shape import VoucherShape
from .voucher_state import VoucherState
from .vouchers_shape import VouchersShape
from .wallet_role import WalletRole
from .ways_shape import WaysShape
from .who import Who
from .wish_shape import WishShape

__all__ = (
    "AboutMe",
    "Accusation",
    "Act",
    "ActingShape",
    "Activity",
    "Acts",
    "ActShape",
    "AdministrationGrantRoleRole",
    "AdministrationRevokeRoleRole",
    "Agreed",
    "AgreementShape",
    "Amount",
    "AmountIn",
    "Announcement",
    "AnnouncementShape",
    "AnnouncementValueType2",
    "AnswerShape",
    "ApplicationShape",
    "AtTill",
    "AuditGroup",
    "BalanceShape",
    "BandShape",
    "BatchAnswer",
    "Because",
    "Capacity",
    "CatchUp",
    "ChangeShape",
    "ChangeShapeValueType2",
    "ChatMessageShape",
    "ChatShape",
    "ChoiceShape",
    "CodeShape",
    "CoinName",
    "ComingShape",
    "CommunityShape",
    "CommunityShapeWords",
    "Complaint",
    "CurrencyKind",
    "CurrencyShape",
    "DayShape",
    "Denial",
    "Departing",
    "DepartureShape",
    "Direction",
    "DisputeShape",
    "DisputeState",
    "DroppedQuestion",
    "EffectShape",
    "Email",
    "EndpointShape",
    "EntryShape",
    "FadingShape",
    "FailedLetterShape",
    "FaultShape",
    "FlowShape",
    "FoundedShape",
    "Gift",
    "GiftPreviewShape",
    "GivingPreviewShape",
    "GivingShape",
    "GivingShapeLeftOut",
    "GrantShape",
    "Group",
    "HealthDayShape",
    "HealthShape",
    "HoursShape",
    "ImportShape",
    "InputFault",
    "InvitationShape",
    "Joined",
    "Layout",
    "LeavingShape",
    "LettersShape",
    "LevyLineShape",
    "LevyPreviewShape",
    "LevyPreviewShapeSplit",
    "LevyRunShape",
    "LevyShape",
    "LevyShapeShares",
    "LimitChangeShape",
    "LimitChangesShape",
    "LimitKind",
    "LimitOrderShape",
    "LimitsShape",
    "LineCode",
    "LinkShape",
    "ListActingShape",
    "ListActShape",
    "ListAnnouncementShape",
    "ListApplicationShape",
    "ListChangeShape",
    "ListChatMessageShape",
    "ListChatShape",
    "ListChoiceShape",
    "ListCodeShape",
    "ListCommunityShape",
    "ListDayShape",
    "ListDisputeShape",
    "ListEndpointShape",
    "ListEntryShape",
    "ListFlowShape",
    "ListGrantShape",
    "ListImportShape",
    "ListInvitationShape",
    "ListLevyLineShape",
    "ListLevyShape",
    "ListLinkShape",
    "ListListRowShape",
    "ListMemberShape",
    "ListMessageShape",
    "ListMode",
    "ListNeedShape",
    "ListNoticeShape",
    "ListPayListShape",
    "ListPublishedShape",
    "ListQuestionShape",
    "ListReportShape",
    "ListRequestShape",
    "ListRowShape",
    "ListRuleShape",
    "ListRunShape",
    "ListSeriesShape",
    "ListStaffShape",
    "ListStandingOrderShape",
    "ListState",
    "ListWishShape",
    "LookAndTextsPublishTextKind",
    "LookShape",
    "MadeAnnouncement",
    "MadeInvitation",
    "MadeReport",
    "MailboxShape",
    "MarkedShape",
    "Me",
    "MemberKind",
    "MemberLimitsShape",
    "MembersAndTheirMoneyPreviewGivingSource",
    "MembersAndTheirMoneyPreviewGivingState",
    "MembersAndTheirMoneyPreviewLimitsLimitKind",
    "MembersAndTheirMoneyPreviewLimitsState",
    "MembersAndTheirMoneyRollSort",
    "MembersAndTheirMoneyRollState",
    "MembersAndTheirMoneyRollTableSort",
    "MembersAndTheirMoneyRollTableState",
    "MemberShape",
    "MembersSearchState",
    "MemberState",
    "MessageShape",
    "MessageState",
    "NamedShape",
    "NamingShape",
    "NeedKind",
    "NeedShape",
    "NewAnnouncement",
    "NewCap",
    "NewColour",
    "Newcomer",
    "NewCommunity",
    "NewCommunityDecimalMark",
    "NewCommunityPreset",
    "NewEndpoint",
    "NewGiving",
    "NewInvitation",
    "NewKinds",
    "NewLimits",
    "NewLinks",
    "NewMessage",
    "NewName",
    "NewOrder",
    "NewPersonName",
    "NewQuestion",
    "NewRequest",
    "NewShop",
    "NewStaff",
    "NewText",
    "NewValue",
    "NewValueValueType2",
    "NewVouchers",
    "NewWords",
    "NewWordsWords",
    "NoticeShape",
    "OpenedInvitation",
    "Order",
    "OrderState",
    "OwnLimits",
    "PackState",
    "ParcelShape",
    "Part",
    "PartyShape",
    "PayListShape",
    "PaymentKind",
    "Preferences",
    "PreviewShape",
    "ProblemShape",
    "ProblemShapeFields",
    "PublishedShape",
    "QuestionKind",
    "QuestionShape",
    "ReceiptShape",
    "Receiver",
    "RefundShape",
    "Reply",
    "ReportShape",
    "RequestShape",
    "RequestState",
    "Return",
    "Rhythm",
    "Role",
    "RollRowShape",
    "RollShape",
    "RowState",
    "Rule",
    "RuleShape",
    "RuleShapeValueType2",
    "Ruling",
    "RunShape",
    "RunState",
    "Scope",
    "SecretShape",
    "SeenMessages",
    "SeenUntil",
    "SeriesShape",
    "Side",
    "Sorting",
    "StaffShape",
    "StandingOrderShape",
    "Start",
    "StartImport",
    "StateAsked",
    "StatementShape",
    "TextKind",
    "TextShape",
    "TextsShape",
    "Theme",
    "TillDayShape",
    "TillLineShape",
    "Touched",
    "TownShape",
    "TownShapeShares",
    "TypedCode",
    "VoucherShape",
    "VouchersShape",
    "VoucherState",
    "WalletRole",
    "WaysShape",
    "Who",
    "WishShape",
)
